// Answering works without this file: it moves the cursor to what is wrong, and stops a button from being pressed twice.
import { initAll } from '../vendor/govuk-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
