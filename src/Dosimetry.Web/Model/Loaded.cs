using Dosimetry.Engine.Foundation;

namespace Dosimetry.Web.Model;

/// <summary>Data of a page on their way: waiting, here, absent, or in trouble.</summary>
public sealed record Loaded<T>(T? Value, Trouble? Problem, bool IsLoading)
{
    /// <summary>Not here yet.</summary>
    public static readonly Loaded<T> Waiting = new(default, null, true);

    /// <summary>Loads and turns a refusal into what the page shows. Other failures are left to the page's error boundary and the log.</summary>
    public static async Task<Loaded<T>> From(Func<Task<T?>> load, Trouble? whenAbsent = null)
    {
        try
        {
            T? value = await load();
            return new(value, value is null ? whenAbsent : null, false);
        }
        catch (RefusedException refusal) { return new(default, Trouble.From(refusal), false); }
    }
}
