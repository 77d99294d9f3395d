"""What the office does: plain functions `f(session, actor, …)` behind one gate. No Qt, no engine."""
