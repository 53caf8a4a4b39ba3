// A thin door to plotly.js: draw, purge, save. Only SVG traces: the WebGL ones compile code at run time, which the page's policy forbids.

let loading;
function plotly() {
  return loading ??= new Promise((ok, bad) => {
    const script = document.createElement('script');
    script.src = new URL('../lib/plotly/plotly.min.js', import.meta.url).href;
    script.onload = () => ok(window.Plotly);
    script.onerror = () => bad(new Error('The plotting library could not be loaded.'));
    document.head.append(script);
  });
}

/** Draws or updates a plot. Answers { ok, error }. */
export async function draw(element, traces, layout) {
  try {
    const Plotly = await plotly();
    await Plotly.react(element, traces.map(given), themed(element, given(layout)), { responsive: true, displaylogo: false,
      modeBarButtonsToRemove: ['lasso2d', 'select2d', 'autoScale2d'], toImageButtonOptions: { format: 'svg', filename: layout.meta?.file ?? 'plot' } });
    element.dataset.drawn = String(traces.length);
    return { ok: true };
  } catch (error) { return { ok: false, error: String(error?.message ?? error) }; }
}

// Members that the server left open come as null, which plotly takes for a value.
function given(value) {
  if (Array.isArray(value) || value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null).map(([key, v]) => [key, given(v)]));
}

// Colours come from the page's theme, so that a plot is readable in both.
function themed(element, layout) {
  const style = getComputedStyle(element);
  const ink = style.color, line = style.getPropertyValue('--rz-base-300').trim() || '#c5c8cf';
  const axis = a => ({ gridcolor: line, linecolor: line, zerolinecolor: line, automargin: true, ...a });
  return { autosize: true, paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)', font: { color: ink, family: style.fontFamily, size: 13 },
    margin: { l: 64, r: 16, t: 24, b: 56 }, legend: { orientation: 'h', yanchor: 'top', y: -76 / Math.max(120, element.clientHeight - 80) }, ...layout, xaxis: axis(layout.xaxis), yaxis: axis(layout.yaxis) };
}

/** Frees a plot. */
export async function purge(element) {
  try { if (loading) (await plotly()).purge(element); } catch { /* the page is going away */ }
}
