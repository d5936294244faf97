/* Lets this browser lead the workshop: its secret then need stand in no window's address. */

const AGAIN = 2000;
let remembered = "";

export default function (component) {
  const { data, setTriggerValue } = component;
  let left = false;

  async function remember() {
    if (left || remembered === data.at) return;
    try {
      const body = new URLSearchParams({ key: data.key });
      const answer = await fetch(data.at, { method: "POST", body });
      if (answer.status < 500) {
        remembered = data.at;
        return setTriggerValue("remembered", true);
      }
    } catch {
      // The server may be reached again in a moment.
    }
    setTimeout(remember, AGAIN);
  }

  remember();
  return () => (left = true);
}
