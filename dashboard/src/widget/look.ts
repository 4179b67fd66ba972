const dark = `--page:#12171d;--panel:#222b35;--line:#3d4955;--edge:#7f8b97;--text:#e8edf2;--muted:#a3afbb;--link:#7cb8ff;--bad:#ff8a73`

/** The looks of the widget. Sizes are in pixels: what the page says of its own is none of ours. */
const look = `
:host{all:initial!important;direction:ltr!important;display:block!important;
--page:#fff;--panel:#eef1f4;--line:#d5dbe1;--edge:#7d8894;--text:#17202a;--muted:#556270;--link:#0b5cad;--bad:#a3110a;
font:16px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif!important;color:var(--text)!important;text-align:start!important}
:host([data-theme=dark]){${dark}}
@media (prefers-color-scheme:dark){:host(:not([data-theme])){${dark}}}
:host([data-place=corner]){position:fixed!important;inset:auto 16px 16px auto!important;z-index:2147483000!important}
:host([data-place=page]){height:100%!important}
:host([hidden]){display:none!important}
@media print{:host{display:none!important}}
*,*::before{box-sizing:border-box;margin:0}
[hidden]{display:none!important}
svg{width:22px;height:22px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round;flex:none}
button,input,textarea{font:inherit;color:inherit}
button{min-width:44px;min-height:44px;padding:8px 12px;border:1px solid var(--edge);border-radius:8px;background:var(--page);cursor:pointer}
button.bare{display:inline-flex;align-items:center;justify-content:center;border-color:transparent;background:none}
button:disabled{opacity:.5;cursor:default}
:focus{outline:0}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.bubble{position:relative;display:flex;align-items:center;justify-content:center;width:60px;height:60px;margin-inline-start:auto;border:0;border-radius:50%;background:var(--c);color:var(--ink);box-shadow:0 2px 10px rgb(0 0 0/.3)}
.bubble svg{width:28px;height:28px}
.bubble:focus-visible,.head :focus-visible{outline-color:var(--ink);outline-offset:-6px}
.count{position:absolute;inset:-4px -4px auto auto;min-width:24px;padding:2px 6px;border-radius:12px;background:#b3130a;color:#fff;font-size:14px;font-weight:700;line-height:20px;text-align:center}
.panel{display:flex;flex-direction:column;width:min(380px,calc(100vw - 32px));height:min(620px,calc(100dvh - 32px));overflow:hidden;border:1px solid var(--line);border-radius:14px;background:var(--page);box-shadow:0 6px 30px rgb(0 0 0/.28)}
:host([data-place=page]) .panel{width:100%;height:100%;border-radius:8px;box-shadow:none}
.head{display:flex;align-items:center;gap:8px;min-height:56px;padding:6px 8px 6px 16px;background:var(--c);color:var(--ink)}
.head>div{flex:1;min-width:0}
.title{font-size:17px;font-weight:700;line-height:1.2;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.status{font-size:14px}
.log{flex:1;overflow-y:auto;overscroll-behavior:contain;padding:14px;min-height:0}
ol{display:flex;flex-direction:column;gap:10px;padding:0;list-style:none}
li{display:flex;flex-direction:column;align-items:flex-start;max-width:86%}
li.me{align-self:flex-end;align-items:flex-end}
.text{max-width:100%;padding:8px 12px;border-radius:12px 12px 12px 3px;background:var(--panel);white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}
li.me .text{border-radius:12px 12px 3px 12px;background:var(--c);color:var(--ink)}
.text a{color:var(--link)}
li.me .text a{color:inherit}
.meta{display:flex;flex-wrap:wrap;align-items:center;gap:2px 5px;margin-top:3px;color:var(--muted);font-size:13px}
.meta svg{width:15px;height:15px}
.meta.bad{color:var(--bad)}
.meta button,.file{font-size:14px}
.file{display:flex;gap:6px;align-items:center;max-width:100%;margin-top:4px;text-align:start;overflow-wrap:anywhere}
.states{width:100%;margin-top:4px;padding:0;list-style:none;font-size:14px;color:var(--muted)}
.hush{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.note{padding:8px 14px;border-top:1px solid var(--line);background:var(--panel);font-size:14px}
.note a{display:inline-block;min-height:44px;padding:10px 0;color:var(--link);font-size:18px;font-weight:700}
.more button{border-color:var(--line)}
.more:empty{display:none}
.more{display:flex;flex-wrap:wrap;justify-content:center;gap:8px;margin:10px 0;color:var(--muted);font-size:14px}
.foot{padding:10px;border-top:1px solid var(--line)}
.row{display:flex;align-items:flex-end;gap:6px}
input[type=text],textarea{width:100%;min-height:44px;padding:10px 12px;border:1px solid var(--edge);border-radius:8px;background:var(--page)}
textarea{display:block;max-height:132px;resize:none}
input[type=text]{margin-bottom:8px}
::placeholder{color:var(--muted);opacity:1}
label{display:flex;align-items:center;gap:10px;min-height:44px;font-size:14px}
input[type=checkbox]{flex:none;width:22px;height:22px;accent-color:var(--link)}
.send{display:inline-flex;align-items:center;justify-content:center;border:0;background:var(--c);color:var(--ink)}
.chips{display:flex;flex-wrap:wrap;gap:6px;padding-bottom:8px}
.chips:empty{display:none}
.chips span{align-self:center;font-size:14px}
.chips button{display:flex;align-items:center;gap:4px;max-width:100%;font-size:14px;overflow-wrap:anywhere}
.dots{display:inline-flex;gap:4px;padding:4px 0}
.dots i{width:7px;height:7px;border-radius:50%;background:var(--muted);animation:d 1.2s infinite}
.dots i+i{animation-delay:.2s}.dots i+i+i{animation-delay:.4s}
@keyframes d{50%{opacity:.25}}
@media (prefers-reduced-motion:reduce){.dots i{animation:none}}
@media (max-width:480px),(max-height:480px){:host([data-place=corner][data-open]){inset:0!important}
:host([data-place=corner]) .panel{width:100vw;height:100dvh;border:0;border-radius:0}}
@media (forced-colors:active){.bubble,.head,li.me .text{border:1px solid}}
`

/** Puts the looks into a shadow root: as a sheet that a page's content security policy has nothing to say about. */
export function dress(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(look)
    root.adoptedStyleSheets = [sheet]
  } catch {
    // An iPad of before 2023 has no such sheets.
    const style = document.createElement('style')
    style.textContent = look
    root.append(style)
  }
}
