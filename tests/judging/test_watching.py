from judging.watching import merge, seconds


def test_overlapping_stretches_become_one():
    merged = merge([[0, 10]], [[8, 20], [40, 50], [20.3, 22]], duration_s=60)
    assert merged == [[0.0, 22.0], [40.0, 50.0]]
    assert seconds(merged) == 32


def test_sending_the_same_twice_changes_nothing():
    once = merge([], [[1, 9]], duration_s=60)
    assert merge(once, [[1, 9]], duration_s=60) == once


def test_nonsense_and_what_lies_outside_the_film_are_left_out():
    spans = [[-5, 3], [50, 99], [7, 7], [9, 8], [float("nan"), 4], [0, float("inf")]]
    assert merge([], spans, duration_s=60) == [[0.0, 3.0], [50.0, 60.0]]
