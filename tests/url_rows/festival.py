from tests.url_rows import EVERYBODY, SIGNED_IN, Row

ROWS = {
    "health": Row(allow=EVERYBODY),
    "festival:my_rooms": Row(allow=SIGNED_IN, ok=302),
}
