from rest_framework.pagination import LimitOffsetPagination


class Paging(LimitOffsetPagination):
    """`?limit=…&offset=…`. The limit has a limit: neither our memory nor a database integer is endless."""

    default_limit = 50
    max_limit = 200
