using System.Net;

namespace Dosimetry.Web.Configuration;

/// <summary>Where the server listens. Loopback is the default; anything wider needs TLS here or in a proxy, because pages carry patient data.</summary>
public static class ListenAddresses
{
    /// <summary>The addresses of <c>--urls</c>, or loopback with the configured port.</summary>
    public static IReadOnlyList<string> Of(string? urls, WebOptions options) => string.IsNullOrWhiteSpace(urls)
        ? [$"http://127.0.0.1:{options.Port}"]
        : urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What is wrong with an address, or null.</summary>
    public static string? Objection(string address, bool behindProxy)
    {
        // Kestrel accepts * and + as "every interface"; Uri does not.
        string readable = address.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
        if (!Uri.TryCreate(readable, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
            return $"--urls: '{address}' is not an address like http://127.0.0.1:5080.";
        return uri.Scheme == "https" || behindProxy || IsLoopback(uri)
            ? null
            : $"--urls: '{address}' is reachable from other machines without TLS. Use https with --certificate, or --behind-proxy, or a loopback address.";
    }

    /// <summary>True for localhost, 127.0.0.0/8 and [::1].</summary>
    public static bool IsLoopback(Uri address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));

    /// <summary>Host names a request may carry: pages of other names that resolve to this machine (DNS rebinding) are turned away.</summary>
    public static string AllowedHosts(IEnumerable<string> addresses) =>
        addresses.All(a => Uri.TryCreate(a, UriKind.Absolute, out Uri? uri) && IsLoopback(uri)) ? "localhost;127.0.0.1;[::1]" : "*";
}
