"""What the field room holds for devices: invitations, devices, letters, and parts on their way."""
