"""Stories: maps in an order, with what is said and asked at each, told to a room."""
