"""How the call is kept: below the desk's own address, and in its namespace."""

from django.urls import path

from submissions.views import call, extensions, fee_codes, ledger

urlpatterns = [
    path("", call.hub, name="call"),
    path("deadlines/", call.deadlines, name="call_deadlines"),
    path("deadlines/<int:category>/", call.deadlines, name="call_category_deadlines"),
    path("deadlines/<int:category>/drop/", call.drop, name="call_drop_deadlines"),
    path("terms/", call.terms, name="call_terms"),
    path("fees/", call.fees, name="call_fees"),
    path("extensions/", extensions.extensions, name="call_extensions"),
    path("extensions/new/", extensions.new, name="call_extension_new"),
    path("extensions/<uuid:pk>/", extensions.extension, name="call_extension"),
    path("extensions/<uuid:pk>/revoke/", extensions.revoke, name="call_extension_revoke"),
    path("codes/", fee_codes.codes, name="call_codes"),
    path("codes/new/", fee_codes.new, name="call_code_new"),
    path("codes/<int:pk>/revoke/", fee_codes.revoke, name="call_code_revoke"),
    path("money/", ledger.money, name="call_money"),
    path("money/<str:reference>/", ledger.account, name="call_account"),
    path("money/<str:reference>/<slug:deed>/", ledger.book, name="call_book"),
    path("messages/<int:pk>/settle/", ledger.settle, name="call_settle"),
]
