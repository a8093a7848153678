// Drawing an area: each press on the map adds a corner. What is drawn goes into the box below the map as GeoJSON,
// which can be written or pasted without this file. The map's shapes come from this server: no tiles, no other host.
const place = document.querySelector('[data-draw]')
if (place) open(place)

async function open (place) {
  const box = document.getElementById(place.dataset.draw)
  const status = document.createElement('p')
  status.className = 'govuk-hint'
  status.setAttribute('role', 'status')
  status.textContent = 'Opening the map'
  place.append(status)
  try {
    const answer = await fetch(place.dataset.paper)
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
    const paper = await answer.json()
    if (!paper.bounds) {
      status.textContent = 'No boundaries are held to draw on. Name an area above, give GeoJSON below, or choose LSOAs from a list.'
      return
    }
    const { Map, NavigationControl, setWorkerUrl } = await import(place.dataset.maplibre)
    setWorkerUrl(new URL(place.dataset.worker, window.location.href).href)
    draw({ Map, NavigationControl }, place, status, box, paper)
  } catch (error) {
    status.textContent = `The map could not be opened (${error.message}). Give GeoJSON below, or choose LSOAs from a list.`
  }
}

function draw ({ Map, NavigationControl }, place, status, box, paper) {
  const corners = cornersOf(box.value)
  const map = document.createElement('div')
  map.className = 'fp-map'
  map.setAttribute('role', 'region')
  map.setAttribute('aria-label', 'Map to draw on')
  const buttons = document.createElement('div')
  buttons.className = 'govuk-button-group'
  place.append(map, buttons)
  const drawn = new Map({
    container: map,
    bounds: paper.bounds,
    fitBoundsOptions: { padding: 20 },
    attributionControl: { customAttribution: 'Office for National Statistics; contains OS data © Crown copyright' },
    dragRotate: false,
    doubleClickZoom: false,
    cooperativeGestures: true,
    style: {
      version: 8,
      sources: {
        paper: { type: 'geojson', data: paper.collection },
        drawn: { type: 'geojson', data: picture(corners) }
      },
      layers: [
        { id: 'ground', type: 'background', paint: { 'background-color': '#f8f8f8' } },
        { id: 'lsoas', type: 'fill', source: 'paper', paint: { 'fill-color': '#e7f0f8', 'fill-outline-color': '#86b5dd' } },
        { id: 'inside', type: 'fill', source: 'drawn', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': '#1d70b8', 'fill-opacity': 0.3 } },
        { id: 'edge', type: 'line', source: 'drawn', paint: { 'line-color': '#0b0c0c', 'line-width': 2.5 } },
        { id: 'corners', type: 'circle', source: 'drawn', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 5, 'circle-color': '#0b0c0c' } }
      ]
    }
  })
  drawn.addControl(new NavigationControl({ showCompass: false }))
  drawn.getCanvas().style.cursor = 'crosshair'

  const show = () => {
    drawn.getSource('drawn')?.setData(picture(corners))
    box.value = corners.length >= 3 ? JSON.stringify(polygon(corners)) : ''
    const missing = 3 - corners.length
    status.textContent = missing > 0
      ? `Press on the map to add corners, in order: ${missing} more at least.`
      : `${corners.length} corners. Press to add more; the last joins the first.`
    for (const button of buttons.children) button.disabled = corners.length === 0
  }
  const button = (words, act) => {
    const made = document.createElement('button')
    made.type = 'button'
    made.className = 'govuk-button govuk-button--secondary'
    made.textContent = words
    made.addEventListener('click', () => { act(); show() })
    buttons.append(made)
  }
  button('Take back the last corner', () => corners.pop())
  button('Start again', () => corners.splice(0))
  drawn.on('click', event => {
    corners.push([round(event.lngLat.lng), round(event.lngLat.lat)])
    show()
  })
  // What is written in the box by hand is drawn too.
  box.addEventListener('change', () => {
    const written = box.value
    corners.splice(0, corners.length, ...cornersOf(written))
    show()
    if (!corners.length) box.value = written
  })
  show()
}

const round = degrees => Math.round(degrees * 1e6) / 1e6
const polygon = corners => ({ type: 'Polygon', coordinates: [[...corners, corners[0]]] })

function picture (corners) {
  const features = corners.map(corner => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: corner } }))
  const line = corners.length >= 3 ? polygon(corners) : { type: 'LineString', coordinates: corners }
  if (corners.length >= 2) features.push({ type: 'Feature', properties: {}, geometry: line })
  return { type: 'FeatureCollection', features }
}

// The corners of a plain polygon; none of anything else, which then stays in the box as it is.
function cornersOf (text) {
  try {
    const told = JSON.parse(text)
    if (told.type !== 'Polygon' || told.coordinates.length !== 1) return []
    return told.coordinates[0].slice(0, -1)
  } catch {
    return []
  }
}
