"""What hindered delegations, and whom they spoke with."""
