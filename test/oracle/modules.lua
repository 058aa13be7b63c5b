-- Asks Prosody's own core.modulemanager which modules it would load. Reads paths of configurations from standard input, one a line,
-- and answers each with a line "answer {JSON}" on standard output: for every host the names its lists come to, its Component's module
-- and how many entries are no names; or why there is none.
-- PROSODY_SOURCE names the source tree of another release; its C modules are then taken from the installed one.

local INSTALLED = "/usr/lib/prosody";
local source = os.getenv("PROSODY_SOURCE") or INSTALLED;

CFG_SOURCEDIR, CFG_CONFIGDIR = source, "/etc/prosody";
CFG_PLUGINDIR, CFG_DATADIR = source .. "/plugins/", "/var/lib/prosody";
arg = { [0] = "/usr/bin/prosody" };
package.path = source .. "/?.lua;" .. package.path;
package.cpath = INSTALLED .. "/?.so;" .. package.cpath;

if io.open(source .. "/loader.lua") then
	require "loader"; -- finds prosody.util.x in util/x.lua
end
-- The other release may want C modules that the installed one does not have; no list of modules needs them.
for _, name in ipairs { "crypto", "pposix", "signal", "poll" } do
	if not pcall(require, "util." .. name) then package.loaded["util." .. name] = {}; end
end

require "util.startup".init_global_state();
require "util.logger"; -- without a sink, it says nothing

local config = require "core.configmanager";
-- Modules are listed here, never loaded.
package.loaded["core.moduleapi"], package.loaded["prosody.core.moduleapi"] = {}, {};
local manager = require "core.modulemanager";

local function quote(text)
	return '"' .. text:gsub('[%c"\\\127-\255]', function (c) return ("\\u%04x"):format(c:byte()); end) .. '"';
end

local function modules_of(host)
	local ok, modules, component = pcall(manager.get_modules_for_host, host);
	if not ok then return '{"error":' .. quote(tostring(modules)) .. "}"; end
	local names, others = {}, 0;
	for name in modules do
		if type(name) == "string" then names[#names + 1] = quote(name); else others = others + 1; end
	end
	table.sort(names);
	return ('{"modules":[%s],"others":%d,"component":%s,"enabled":%s}'):format(
		table.concat(names, ","), others, component and quote(tostring(component)) or "null",
		tostring(host == "*" or config.get(host, "enabled") ~= false)
	);
end

local function answer(path)
	local ok, _, problem = config.load(path, "lua");
	if not ok then return '{"error":' .. quote(tostring(problem)) .. "}"; end
	local hosts = {};
	for host in pairs(config.getconfig()) do
		hosts[#hosts + 1] = quote(host) .. ":" .. modules_of(host);
	end
	table.sort(hosts);
	return "{" .. table.concat(hosts, ",") .. "}";
end

for path in io.lines() do
	io.write("answer ", answer(path), "\n");
end
