"""The addresses of the chapter *Documents*, and the host that serves the bytes."""
