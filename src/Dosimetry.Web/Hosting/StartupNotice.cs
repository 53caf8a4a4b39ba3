using Dosimetry.Cases;
using Dosimetry.Cases.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Dosimetry.Web.Hosting;

/// <summary>
/// Prints address and one-time sign-in link once the server listens. There is no default password: the first link opens the page that makes the
/// first administrator, later ones sign that administrator in.
/// </summary>
public sealed class StartupNotice(
    IServer server, IHostApplicationLifetime lifetime, UserAccounts accounts, SignInLinks links, TextWriter console) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancel)
    {
        lifetime.ApplicationStarted.Register(Print);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;

    private void Print()
    {
        string address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        UserAccount? administrator = accounts.List().FirstOrDefault(u => u.Active && u.Roles.HasFlag(Role.Admin));
        string token = links.Create(Actor.System, administrator?.Id);
        string purpose = administrator is null ? "creates the first administrator" : $"signs in {administrator.Name}";
        console.WriteLine($"""

            Dosimetry Planner. Research use only; not a medical device.
              Address        {address}
              One-time link  {address}/signin?link={token}
                             ({purpose}; works once, within {SignInLinks.Lifetime.TotalMinutes:0} minutes)
            """);
        console.Flush();
    }
}
