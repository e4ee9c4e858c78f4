"""The human side of Lotse: tickets and the people who answer them."""
