// Everything works without this file: it spares a page load and lets a map be moved.
import { initAll } from '../vendor/govuk-frontend.min.js'
import { followProgress } from './progress.mjs'
import { offerMaps } from './maps.mjs'
import { keepTables } from './paste.mjs'
import { tickAtOnce } from './ticks.mjs'
import { showSending } from './upload.mjs'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
// A comma that is not seen would part what is said of the button from what is read on it.
for (const comma of document.querySelectorAll('.govuk-file-upload-button > .govuk-visually-hidden')) comma.replaceWith(' ')
followProgress()
offerMaps()
keepTables()
showSending()
tickAtOnce()
