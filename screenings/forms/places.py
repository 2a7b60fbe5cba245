"""Forms of what a programme is made of: venues, screens, blocks, sessions."""

from django import forms

from screenings.models import Block, Screen, Session, Venue


class VenueForm(forms.ModelForm):
    class Meta:
        model = Venue
        fields = ["name", "address", "step_free", "notes"]


class ScreenForm(forms.ModelForm):
    class Meta:
        model = Screen
        fields = ["name", "kind", "seats", "turnaround_min", "width_px", "height_px", "hidden"]


class BlockForm(forms.ModelForm):
    class Meta:
        model = Block
        fields = ["title", "note"]


class SessionForm(forms.ModelForm):
    class Meta:
        model = Session
        fields = ["kind", "title", "description", "people", "duration_min"]
