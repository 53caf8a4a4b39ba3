using Dosimetry.Cases.Security;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Dosimetry.Web.Authentication;

/// <summary>An open page is a circuit that outlives requests: within a minute of a change of password, roles or activity it loses its rights, too.</summary>
public sealed class CircuitSession(ILoggerFactory logs, UserAccounts accounts) : RevalidatingServerAuthenticationStateProvider(logs)
{
    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(45);

    /// <inheritdoc/>
    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState state, CancellationToken cancel) =>
        Task.FromResult(accounts.IsCurrent(state.User));
}
