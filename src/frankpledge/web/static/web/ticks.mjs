// Ticks all boxes of a list, or none, where the link would load the page again and lose what was entered below it.
export function tickAtOnce () {
  const said = document.querySelector('[data-ticked]')
  for (const link of document.querySelectorAll('[data-tick]')) {
    link.addEventListener('click', event => {
      event.preventDefault()
      const all = link.dataset.tick === 'all'
      const boxes = document.querySelectorAll('input[type="checkbox"][name="action"][form="many"]')
      for (const box of boxes) box.checked = all
      said.textContent = all ? `All ${boxes.length} are ticked.` : 'None is ticked.'
    })
  }
}
