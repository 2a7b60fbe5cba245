from screenings.planning.running import running_time


def test_a_block_is_its_films_the_black_between_them_and_the_words():
    running = running_time([432.0, 300.0, 281.5], intro_min=5, qa_min=20)
    assert (running.films_s, running.gaps_s, running.total_s) == (1013.5, 16, 2529.5)
    assert running.slot_min == 45


def test_the_hall_is_booked_in_steps_and_never_for_nothing():
    assert [running_time([seconds]).slot_min for seconds in (1, 300, 301)] == [5, 5, 10]
    assert running_time([]).slot_min == 5


def test_an_unmeasured_film_is_counted_as_unmeasured_not_as_nothing():
    running = running_time([120.0, None])
    assert (running.films_s, running.unmeasured) == (120.0, 1)
