using Dosimetry.Web.Components;
using Dosimetry.Web.Configuration;
using Dosimetry.Web.Endpoints;
using Dosimetry.Web.Hosting;

if (CommandLine.AsksForHelp(args))
{
    Console.Out.WriteLine(CommandLine.Help);
    return 0;
}

WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = CommandLine.ToConfiguration(args),
    ContentRootPath = AppContext.BaseDirectory,
});
WebOptions options = builder.Configuration.GetSection(WebOptions.Section).Get<WebOptions>() ?? new();
IReadOnlyList<string> addresses = ListenAddresses.Of(builder.Configuration["urls"], options);
if (OptionsCheck.Errors(options, addresses) is { Count: > 0 } errors)
{
    Console.Error.WriteLine("The options cannot be used:" + string.Concat(errors.Select(e => $"{Environment.NewLine}  {e}")));
    return 2;
}

builder.AddServer(options, addresses);
builder.Services.AddRecord(options, builder.Configuration);
builder.Services.AddPages(options);

WebApplication app = builder.Build();
app.UsePipeline(options);
app.MapHealth();
app.MapSignOut();
app.MapUploads();
app.MapCaseFiles();
app.MapPlans();
app.MapRegistration();
app.MapRegionEdits();
app.MapSlices();
app.MapExports();
app.MapPictures();
app.MapStaticAssets().AllowAnonymous();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
await app.RunAsync();
return 0;
