"""Tables of films from elsewhere: read, matched to our fields, judged line by line. No Django here."""
