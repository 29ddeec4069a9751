from flask import Flask
def init_staff(app: Flask) -> None:
    return None
