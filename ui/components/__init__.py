"""Parts of a page that Streamlit does not have: each a folder with its Python and its browser side."""
