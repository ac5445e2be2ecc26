// Passkeys in the browser: shows the forms marked for them, asks the device, sends its answer. https://www.w3.org/TR/webauthn-3/
const supported = window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined;

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!supported) continue;
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const said = form.querySelector('[role=status]');
    said.textContent = 'Waiting for your device…';
    try {
      form.elements.response.value = JSON.stringify((await ask(form)).toJSON());
      form.submit();
    } catch {
      said.textContent = 'Your device did not answer with a passkey. Try again, or go on without one.';
    }
  });
}

async function ask(form) {
  const body = new URLSearchParams({ csrf: form.elements.csrf.value });
  const answer = await fetch(form.dataset.passkey, { method: 'POST', body });
  if (!answer.ok) throw new Error('refused');
  const options = await answer.json();
  return form.dataset.create === undefined
    ? navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
    : navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
}
