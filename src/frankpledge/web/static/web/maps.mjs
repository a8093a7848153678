// Each still map gets a button; pressing it opens the same shapes as a map that can be moved.
// The shapes come from this server: no tiles, no other host.
export function offerMaps () {
  const place = document.querySelector('[data-maps]')
  if (!place) return
  for (const figure of place.querySelectorAll('figure[data-map]')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'govuk-button govuk-button--secondary fp-map-button'
    button.textContent = 'Move and zoom this map'
    button.addEventListener('click', () => open(place, figure, button))
    figure.querySelector('svg').after(button)
  }
}

async function open (place, figure, button) {
  button.disabled = true
  button.textContent = 'Opening the map'
  try {
    const answer = await fetch(`${place.dataset.maps}${figure.dataset.map}.json`)
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
    const shapes = await answer.json()
    const { Map, NavigationControl, Popup, setWorkerUrl } = await import(place.dataset.maplibre)
    setWorkerUrl(new URL(place.dataset.worker, window.location.href).href)
    draw({ Map, NavigationControl, Popup }, figure, shapes)
    button.remove()
  } catch (error) {
    button.textContent = `This map could not be opened (${error.message}). The picture shows the same.`
  }
}

function draw ({ Map, NavigationControl, Popup }, figure, shapes) {
  const box = document.createElement('div')
  box.className = 'fp-map'
  box.setAttribute('role', 'region')
  box.setAttribute('aria-label', shapes.title)
  const svg = figure.querySelector('svg')
  svg.after(box)
  svg.setAttribute('hidden', '')
  svg.style.display = 'none'
  const map = new Map({
    container: box,
    bounds: shapes.bounds,
    fitBoundsOptions: { padding: 20 },
    attributionControl: { customAttribution: shapes.attribution },
    dragRotate: false,
    // One finger, and the wheel, move the page; two fingers, or the wheel with Ctrl, the map.
    cooperativeGestures: true,
    style: {
      version: 8,
      sources: { shapes: { type: 'geojson', data: shapes.collection } },
      layers: [
        { id: 'paper', type: 'background', paint: { 'background-color': '#f8f8f8' } },
        { id: 'fill', type: 'fill', source: 'shapes', paint: { 'fill-color': ['get', 'colour'] } },
        { id: 'edge', type: 'line', source: 'shapes', paint: { 'line-color': '#ffffff', 'line-width': 0.5 } },
        {
          id: 'outline',
          type: 'line',
          source: 'shapes',
          filter: ['==', ['get', 'outlined'], true],
          paint: { 'line-color': '#0b0c0c', 'line-width': 2.5 }
        }
      ]
    }
  })
  map.addControl(new NavigationControl({ showCompass: false }))
  map.on('click', 'fill', event => {
    new Popup().setLngLat(event.lngLat).setDOMContent(inWords(event.features[0].properties)).addTo(map)
  })
  map.on('mouseenter', 'fill', () => { map.getCanvas().style.cursor = 'pointer' })
  map.on('mouseleave', 'fill', () => { map.getCanvas().style.cursor = '' })
}

// The name of the area, its value rounded as people round, and what its colour means.
function inWords ({ name, value, category }) {
  const number = typeof value === 'number' ? value.toLocaleString('en-GB', { maximumFractionDigits: 1 }) : value
  const words = document.createElement('div')
  for (const [tag, text] of [['strong', name], ['span', number], ['span', category]]) {
    if (text === undefined || text === null || text === '') continue
    const line = document.createElement(tag)
    line.className = 'fp-block'
    line.textContent = text
    words.append(line)
  }
  return words
}
