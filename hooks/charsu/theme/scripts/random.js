// Leads from the page /random/ to an entry. That page stays out of the history, so "back" leads to where one was.
// Of a large wiki, it does not know all addresses, but asks for the part of the list in which the chosen one stands:
// a script data/random/N.js that calls randomEntries, since a page that was opened from a folder may load nothing else.

{
  const before = document.referrer.split(/[?#]/)[0];
  const go = (address) => location.replace(address);
  const list = document.getElementById("random");
  const { count, each, lists, base } = list.dataset;
  if (count) {
    const chosen = Math.floor(Math.random() * count);
    window.randomEntries = (addresses) => {
      const at = chosen % each;
      const [one, other] = [addresses[at], addresses[at ? at - 1 : addresses.length - 1]].map((address) => new URL(base + address, location).href);
      go(one === before ? other : one);
    };
    const script = document.createElement("script");
    script.src = `${lists}${Math.floor(chosen / each)}.js`;
    document.head.append(script);
  } else {
    const addresses = [...list.querySelectorAll("[data-ids]")].flatMap((item) => {
      const folder = item.querySelector("a").href;
      return item.dataset.ids.split(" ").map((id) => `${folder}${id}/`);
    });
    // Whoever asks for another entry gets another one.
    const others = addresses.filter((address) => address !== before);
    const choice = others.length ? others : addresses;
    if (choice.length) go(choice[Math.floor(Math.random() * choice.length)]);
  }
}
