-- Loads configurations with Prosody's own core.configmanager. Reads paths from standard input, one a line, and answers each
-- with a line "answer {JSON}" on standard error: a configuration may print, so standard output is not ours.
-- PROSODY_SOURCE names the source tree of another release; its C modules are then taken from the installed one.

local INSTALLED = "/usr/lib/prosody";
local source = os.getenv("PROSODY_SOURCE") or INSTALLED;
local MOST_INSTRUCTIONS, MOST_KILOBYTES = 5e6, 400e3;

-- What /usr/bin/prosody sets before it reads its configuration, and a configuration therefore sees.
CFG_SOURCEDIR, CFG_CONFIGDIR = source, "/etc/prosody";
CFG_PLUGINDIR, CFG_DATADIR = source .. "/modules/", "/var/lib/prosody";
arg = { [0] = "/usr/bin/prosody" };
package.path = source .. "/?.lua;" .. package.path;
package.cpath = INSTALLED .. "/?.so;" .. package.cpath;

if io.open(source .. "/loader.lua") then
	require "loader"; -- finds prosody.util.x in util/x.lua
	-- The other release may want a C module that the installed one does not have; a configuration needs none of them.
	for _, name in ipairs { "crypto", "pposix" } do
		if not pcall(require, "util." .. name) then package.loaded["util." .. name] = {}; end
	end
end

do -- The globals of a starting server: prosody, hosts, log and others.
	local startup = require "util.startup";
	startup.init_global_state();
end

local load_manager = assert(loadfile(source .. "/core/configmanager.lua"));

-- Everything the loop below needs, held where no configuration can change it.
local next, type, tostring, pcall, error, getmetatable, rawget, rawset, rawequal =
      next, type, tostring, pcall, error, getmetatable, rawget, rawset, rawequal;
local format, gsub, byte, sub, concat, sort = string.format, string.gsub, string.byte, string.sub, table.concat, table.sort;
local math_type, utf8_len, sethook, collect = math.type, utf8.len, debug.sethook, collectgarbage;
local coroutine_create, resume = coroutine.create, coroutine.resume;
local stderr, stdin = io.stderr, io.stdin;
local _G = _G;

-- The tables a configuration can reach, to be put back after each one.
local kept, kept_metatables = {}, {};
do
	local function keep(t)
		if kept[t] then return; end
		local copy = {};
		kept[t], kept_metatables[t] = copy, getmetatable(t) or false;
		for key, value in next, t do
			copy[key] = value;
			if type(value) == "table" then keep(value); end
		end
		if kept_metatables[t] then keep(kept_metatables[t]); end
	end
	keep(_G); -- package.loaded is in there, and with it every module
	keep(getmetatable(""));
end

local BASIC = { 1, true, function () end, "" }; -- types that share one metatable each
local basic_metatables = {};
for i = 1, #BASIC do basic_metatables[i] = debug.getmetatable(BASIC[i]); end
local nil_metatable = debug.getmetatable(nil);
local debug_setmetatable = debug.setmetatable;

local function restore()
	for t, copy in next, kept do
		debug_setmetatable(t, nil);
		for key, value in next, t do
			if copy[key] == nil then t[key] = nil; end
			if not rawequal(copy[key], value) then t[key] = copy[key]; end
		end
		for key, value in next, copy do rawset(t, key, value); end
		debug_setmetatable(t, kept_metatables[t] or nil);
	end
	for i = 1, #BASIC do debug_setmetatable(BASIC[i], basic_metatables[i]); end
	debug_setmetatable(nil, nil_metatable);
end

local ESCAPES = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" };
local function quote(text)
	return '"' .. gsub(text, '[%c"\\\127]', function (c) return ESCAPES[c] or format("\\u%04x", byte(c)); end) .. '"';
end

local function hex(text)
	return (gsub(text, ".", function (c) return format("%02x", byte(c)); end));
end

local function encode_number(n)
	if math_type(n) == "integer" then return format("%d", n); end
	if n ~= n or n == math.huge or n == -math.huge then
		return format('{"$number":"%s"}', n ~= n and "nan" or n > 0 and "inf" or "-inf");
	end
	local text = format("%.17g", n);
	if n == math.floor(n) then return format('{"$float":"%s"}', text); end
	return text;
end

local function encode_key(key)
	if type(key) == "string" then
		return utf8_len(key) and key or "$bytes:" .. hex(key);
	elseif math_type(key) == "integer" then
		return format("[%d]", key);
	elseif type(key) == "number" then
		return format("[%.14g]", key);
	elseif type(key) == "boolean" then
		return format("[%s]", key and "true" or "false");
	end
	return "[<" .. type(key) .. ">]";
end

local encode;

local function sorted_object(fields)
	local keys, parts = {}, {};
	for key in next, fields do keys[#keys + 1] = key; end
	sort(keys);
	for i = 1, #keys do parts[i] = quote(keys[i]) .. ":" .. fields[keys[i]]; end
	return "{" .. concat(parts, ",") .. "}";
end

-- `as_object`: what the loader itself uses as a map is never written as a list.
local function encode_table(t, above, as_object)
	if above[t] then return '"<cycle>"'; end
	local option, config_table = rawget(t, "option_name"), rawget(t, "config_table");
	if option and type(config_table) == "table" and getmetatable(t) then
		return '{"$reference":[' .. encode(rawget(t, "host"), above) .. "," .. encode(option, above) .. "]}";
	end
	above[t] = true;
	local list, count, fields, others = {}, 0, {}, false;
	while rawget(t, count + 1) ~= nil do
		count = count + 1;
		list[count] = encode(rawget(t, count), above);
	end
	for key, value in next, t do
		if not (math_type(key) == "integer" and key >= 1 and key <= count) then
			fields[encode_key(key)] = encode(value, above);
			others = true;
		end
	end
	above[t] = nil;
	local array = "[" .. concat(list, ",") .. "]";
	if not others and not as_object then return array; end
	if count > 0 then fields["#list"] = array; end
	return sorted_object(fields);
end

function encode(value, above)
	local kind = type(value);
	if kind == "nil" then return "null"; end
	if kind == "boolean" then return value and "true" or "false"; end
	if kind == "number" then return encode_number(value); end
	if kind == "string" then
		return utf8_len(value) and quote(value) or '{"$bytes":"' .. hex(value) .. '"}';
	end
	if kind == "table" then return encode_table(value, above); end
	if kind == "function" then return '"<function>"'; end
	return '"<userdata>"';
end

local function encode_hosts(config)
	local hosts = {};
	for name, options in next, config do hosts[encode_key(name)] = encode_table(options, {}, true); end
	return sorted_object(hosts);
end

-- An error value as Prosody would print it.
local function words(err)
	if type(err) == "string" then return utf8_len(err) and err or (gsub(err, "[\128-\255]", "?")); end
	if type(err) == "number" or type(err) == "nil" or type(err) == "boolean" then return tostring(err); end
	return "(an error value that is a " .. type(err) .. ")";
end

-- Runs the loader in a thread of its own, as Prosody does, so that the hook that ends it cannot reach the driver.
local function run_watched(f)
	local thread = coroutine_create(f);
	local rounds, over = 0, false;
	local function check()
		rounds = rounds + 1;
		if over or rounds * 1000 > MOST_INSTRUCTIONS or collect("count") > MOST_KILOBYTES then
			-- From now on every instruction fails, so that no pcall of the configuration carries on.
			if not over then over = true; sethook(thread, check, "", 1); end
			error("too long", 0);
		end
	end
	sethook(thread, check, "", 1000);
	local ran, problem = resume(thread);
	return ran, problem, over;
end

local function failure(kind, detail)
	return '{"error":' .. quote(words(detail)) .. ',"kind":' .. quote(words(kind)) .. "}";
end

local function answer(path)
	local manager, ok, kind, detail;
	local ran, problem, over = run_watched(function ()
		manager = load_manager();
		ok, kind, detail = manager.load(path, "lua");
	end);
	restore();
	if over then return failure("limit", "too long"); end
	if not ran then return failure("crash", problem); end
	if not ok then return failure(kind, detail); end
	return '{"hosts":' .. encode_hosts(manager.getconfig()) .. ',"warnings":' .. encode(detail, {})
		.. ',"files":' .. encode(manager.files(), {}) .. "}";
end

-- These would end the driver, or wait for what never comes.
os.exit = function () error("os.exit", 0); end
kept[os].exit = os.exit;
io.input("/dev/null");
io.output("/dev/null");

while true do
	local path = stdin:read("l");
	if not path then break; end
	local done, line = pcall(answer, path);
	if not done then
		restore();
		line = failure("crash", line);
	end
	stderr:write("answer ", line, "\n");
	collect();
end
