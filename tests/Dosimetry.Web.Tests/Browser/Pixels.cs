using Microsoft.Playwright;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>Where the pixels of one colour lie on a canvas, as shares of its width and height.</summary>
public sealed record Pixels(int Count, double MeanX, double MeanY)
{
    /// <summary>Coloured pixels of the viewer's overlay: isodose lines, outlines and the side letters.</summary>
    public static Task<Pixels> AnyAsync(IPage page) => OfAsync(page, "(r, g, b, a) => a > 127 && Math.max(r, g, b) - Math.min(r, g, b) > 40");

    /// <summary>Pixels of one colour (#rrggbb) on the overlay, up to the blending of a line's edge.</summary>
    public static Task<Pixels> OfColourAsync(IPage page, string colour)
    {
        int value = Convert.ToInt32(colour[1..], 16);
        return OfAsync(page, FormattableString.Invariant(
            $"(r, g, b, a) => a > 127 && Math.abs(r - {value >> 16}) + Math.abs(g - {(value >> 8) & 255}) + Math.abs(b - {value & 255}) < 24"));
    }

    /// <summary>
    /// The letter written at the left (or right) edge of the picture, told by its shape: an R has ink in the upper right quarter of its box, an L none.
    /// </summary>
    public static async Task<string> LetterAsync(IPage page, bool left) => await page.EvaluateAsync<string>("""
        left => {
          const canvas = document.querySelector('canvas.viewer-overlay'), scale = window.devicePixelRatio || 1, w = 26 * scale, h = 30 * scale;
          const tiles = { data: canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data, width: canvas.width };
          const yellow = (x, y) => { const n = 4 * (y * tiles.width + x), d = tiles.data; return d[n + 3] > 127 && Math.abs(d[n] - 255) + Math.abs(d[n + 1] - 213) + Math.abs(d[n + 2] - 74) < 60; };
          let box = null;
          const middle = Math.round(canvas.height / 2);
          const columns = [...Array(canvas.width).keys()];
          const inked = columns.filter(x => { for (let y = middle - h / 2; y < middle + h / 2; y++) if (yellow(x, Math.round(y))) return true; return false; });
          if (inked.length === 0) return 'nothing';
          const near = left ? inked.filter(x => x < inked[0] + w) : inked.filter(x => x > inked.at(-1) - w);
          box = { x0: near[0], x1: near.at(-1), y0: canvas.height, y1: 0 };
          for (const x of near) for (let y = Math.round(middle - h / 2); y < middle + h / 2; y++) if (yellow(x, y)) { box.y0 = Math.min(box.y0, y); box.y1 = Math.max(box.y1, y); }
          let ink = 0;
          for (let x = Math.ceil((box.x0 + box.x1) / 2) + 1; x <= box.x1; x++) for (let y = box.y0; y < (box.y0 + box.y1) / 2 - 1; y++) if (yellow(x, y)) ink++;
          return ink > 2 ? 'R' : 'L';
        }
        """, left);

    private static async Task<Pixels> OfAsync(IPage page, string test)
    {
        double[] sums = await page.EvaluateAsync<double[]>($$"""
            () => {
              const canvas = document.querySelector('canvas.viewer-overlay'), wanted = {{test}};
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              let count = 0, x = 0, y = 0;
              for (let n = 0; n < data.length; n += 4) if (wanted(data[n], data[n + 1], data[n + 2], data[n + 3])) { count++; x += n / 4 % canvas.width; y += Math.floor(n / 4 / canvas.width); }
              return [count, x / count / canvas.width, y / count / canvas.height].map(v => Number.isFinite(v) ? v : -1);
            }
            """);
        return new Pixels((int)sums[0], sums[1], sums[2]);
    }
}
