"""The one tag of the table of entries."""

from django import template

from submissions.table.cells import as_html

register = template.Library()
register.simple_tag(as_html, name="html_cell")
