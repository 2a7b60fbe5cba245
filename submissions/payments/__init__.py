"""Entry fees: what is due, and the small door through which a payment provider comes. No card data here, ever."""
