"""How well an entry answers the search, reckoned by the database."""

from django.db.models import F, FloatField, Func, Value

WEIGHTS = "{0.05, 0.2, 0.4, 1.0}"  # of D (texts), C, B (names) and A (titles)


class Rank(Func):
    """`ts_rank` of an indexed column for the text of a tsquery."""

    function = "ts_rank"
    template = f"%(function)s('{WEIGHTS}', %(expressions)s::tsquery)"
    output_field = FloatField()

    def __init__(self, column: str, tsquery: str) -> None:
        super().__init__(F(column), Value(tsquery))
