using Dosimetry.Cases;
using Dosimetry.Cases.Registration;
using Dosimetry.Engine.Foundation;
using Dosimetry.Web.Configuration;
using Dosimetry.Web.Model;

namespace Dosimetry.Web.Hosting;

/// <summary>The record and what reads it, for pages and endpoints. Pages ask for the part they need, not for the whole.</summary>
public static class RecordSetup
{
    /// <summary>Adds the record of the data folder, its parts, the watcher of jobs, and the physics data that pages show.</summary>
    public static void AddRecord(this IServiceCollection services, WebOptions options, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(options.Record(configuration));
        services.AddSingleton(provider => new CaseWorkspace(provider.GetRequiredService<CasesOptions>(), provider.GetRequiredService<TimeProvider>()));
        services.AddPart(w => w.Root).AddPart(w => w.Audit).AddPart(w => w.Users).AddPart(w => w.SignIn).AddPart(w => w.Links)
            .AddPart(w => w.Cases).AddPart(w => w.Settings).AddPart(w => w.Uploads).AddPart(w => w.Jobs).AddPart(w => w.Results)
            .AddPart(w => w.Findings).AddPart(w => w.Regions).AddPart(w => w.Volumes).AddPart(w => w.Cameras).AddPart(w => w.Pictures);
        services.AddHostedService<JobWatch>();
        services.AddSingleton(new NuclideLibrary(Path.Combine(AppContext.BaseDirectory, "data", "physics", "nuclides")));
        services.AddSingleton<CaseViews>().AddSingleton<ResultViews>().AddSingleton<PlanTables>().AddSingleton<RegionOperations>().AddSingleton<EditStarts>().AddSingleton<EditPresence>().AddSingleton<DemoCase>().AddSingleton<ProductFacts>();
        services.AddSingleton<RegistrationDesk>();
    }

    private static IServiceCollection AddPart<T>(this IServiceCollection services, Func<CaseWorkspace, T> part) where T : class =>
        services.AddSingleton(provider => part(provider.GetRequiredService<CaseWorkspace>()));
}
