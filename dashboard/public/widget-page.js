// A page with nothing but a live chat, for whoever scans its code: also under the public address, where little else answers.
const channel = new URLSearchParams(location.search).get('channel') ?? 'default'
const widget = document.createElement('script')
widget.src = '/widget.js'
widget.dataset.channel = channel
widget.async = true
// Whoever comes here comes to write.
widget.addEventListener('load', () => window.SerenoChat?.open())
for (const [event, told] of Object.entries({ error: 'away', gone: 'gone' })) {
  widget.addEventListener(event, () => {
    document.getElementById('how').hidden = true
    document.getElementById(told).hidden = false
  })
}
document.head.append(widget)
