using System.Threading.RateLimiting;
using Dosimetry.Web.Configuration;

namespace Dosimetry.Web.Hosting;

/// <summary>Names and shapes of the request limits: 429 with Retry-After instead of a server that one user can exhaust.</summary>
public static class RateLimits
{
    /// <summary>Opening uploads, per user.</summary>
    public const string Uploads = "uploads";
    /// <summary>Trying to sign in, per address.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Adds the policies.</summary>
    public static IServiceCollection AddRateLimits(this IServiceCollection services, WebOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "60";
            return ValueTask.CompletedTask;
        };
        limiter.AddPolicy(Uploads, context => PerMinute(context.User.Identity?.Name ?? "", options.UploadsPerMinute));
        limiter.AddPolicy(SignIn, context => HttpMethods.IsPost(context.Request.Method)
            ? PerMinute($"from {context.Connection.RemoteIpAddress}", options.SignInsPerMinute)
            : RateLimitPartition.GetNoLimiter("only looking"));
    });

    private static RateLimitPartition<string> PerMinute(string who, int permits) => RateLimitPartition.GetFixedWindowLimiter(who,
        _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 });
}
