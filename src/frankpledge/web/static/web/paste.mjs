// A table that is pasted keeps its cells: Word's plain text does not say whether a line break ends a row or a paragraph.
const BLOCKS = 'p, h1, h2, h3, h4, h5, h6, li'

export function keepTables () {
  for (const box of document.querySelectorAll('textarea[name="pasted"]')) {
    box.addEventListener('paste', event => {
      const html = event.clipboardData?.getData('text/html') ?? ''
      const copied = new DOMParser().parseFromString(html, 'text/html') // nothing in it is run or fetched
      if (!copied.querySelector('table')) return
      event.preventDefault()
      box.setRangeText(lines(copied.body).join('\n'), box.selectionStart, box.selectionEnd, 'end')
      box.dispatchEvent(new Event('input', { bubbles: true }))
    })
  }
}

function lines (body) {
  const found = []
  for (const part of body.querySelectorAll(`table, ${BLOCKS}`)) {
    if (part.parentElement.closest('table') || part.parentElement.closest(BLOCKS)) continue
    if (part.matches('table')) found.push('', ...rows(part), '')
    else if (words(part)) found.push('', words(part))
  }
  return found
}

function rows (table) {
  const held = [] // by column: what a cell that is merged downwards says, and for how many rows more
  return [...table.rows].map(row => {
    const cells = []
    const merged = () => {
      while (held[cells.length]?.more > 0) {
        held[cells.length].more -= 1
        cells.push(held[cells.length].text)
      }
    }
    for (const cell of row.cells) {
      merged()
      const text = quoted(words(cell))
      for (let across = 0; across < cell.colSpan; across++) {
        held[cells.length] = { text, more: cell.rowSpan - 1 }
        cells.push(across ? '' : text)
      }
    }
    merged()
    return cells.join('\t')
  })
}

function words (part) {
  const clone = part.cloneNode(true)
  for (const end of clone.querySelectorAll('br')) end.replaceWith('\u0001')
  for (const block of clone.querySelectorAll(`${BLOCKS}, div`)) block.append('\u0001')
  return clone.textContent.replace(/\s+/g, ' ').split('\u0001').map(line => line.trim()).filter(Boolean).join('\n')
}

function quoted (text) {
  return /["\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
