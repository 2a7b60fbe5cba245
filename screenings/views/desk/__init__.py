"""The programme's side of the office."""
