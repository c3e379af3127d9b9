// Leads from the page /random/ to an entry. That page stays out of the history, so "back" leads to where one was.
"use strict";

{
  const addresses = [...document.querySelectorAll("#random [data-ids]")].flatMap((list) => {
    const folder = list.querySelector("a").href;
    return list.dataset.ids.split(" ").map((id) => `${folder}${id}/`);
  });
  // Whoever asks for another entry gets another one.
  const others = addresses.filter((address) => address !== document.referrer.split(/[?#]/)[0]);
  const choice = others.length ? others : addresses;
  if (choice.length) location.replace(choice[Math.floor(Math.random() * choice.length)]);
}
