from tests.url_rows import Row

ROWS: dict[str, Row] = {}
