import gc


def test_the_collector_is_on_again_once_the_portal_is_loaded_and_leaves_that_alone():
    assert gc.isenabled()
    assert gc.get_freeze_count() > 100_000
