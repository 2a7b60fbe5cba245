// Filled in presently.
