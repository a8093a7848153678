"""What `django-admin` can do with this installation."""
