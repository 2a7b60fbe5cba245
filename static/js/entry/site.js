// Everything an ordinary page needs.
