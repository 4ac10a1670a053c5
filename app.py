"""The app's front door: `streamlit run app.py` imports it once for the server, then runs it for every visitor."""

import streamlit as st

from ui import server

if __name__ == "__main__":
    server.visit()
else:
    app = st.App(
        __file__,
        lifespan=server.lifespan,
        routes=server.routes(),
        middleware=server.MIDDLEWARE,
        on_script_error=server.apologise,
    )
