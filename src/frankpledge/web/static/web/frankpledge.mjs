// Everything works without this file: it spares a page load and lets a map be moved.
import { initAll } from '../vendor/govuk-frontend.min.js'
import { followProgress } from './progress.mjs'
import { offerMaps } from './maps.mjs'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
followProgress()
offerMaps()
