"""What people asked in vain, put together for those who keep the guide."""
